import { computed, ref, shallowRef } from 'vue'
import type { Finding } from '../../../../discovery/doctor/findings/finding.ts'
import { isFindingCode } from '../../../../discovery/doctor/findings/report.ts'
import type { DoctorFinding } from '../../../../shared/ipc/schemas.ts'

/** One look at the network at a time, begun by the person. */
export function useNetworkCheck(lookNow: () => Promise<readonly DoctorFinding[]>) {
  const findings = shallowRef<readonly Finding[] | null>(null)
  const stage = ref<'idle' | 'looking' | 'failed'>('idle')

  async function check(): Promise<void> {
    if (stage.value === 'looking') return
    stage.value = 'looking'
    try {
      findings.value = known(await lookNow())
      stage.value = 'idle'
    } catch {
      stage.value = 'failed'
    }
  }

  const count = (state: Finding['state']): number =>
    findings.value?.filter((finding) => finding.state === state).length ?? 0
  const problems = computed(() => count('problem'))
  const warnings = computed(() => count('warning'))
  return { findings, stage, check, problems, warnings }
}

function known(told: readonly DoctorFinding[]): Finding[] {
  return told.flatMap(({ code, ...rest }) => (isFindingCode(code) ? [{ code, ...rest }] : []))
}
