import type { NetworkInterfaceInfo } from 'node:os'
import { isLinkLocal } from '../dns/ip-address.ts'
import { allInterfaces, type SystemInterfaces } from './interfaces.ts'

/** `tunnel`: of a VPN; `virtual`: to what runs on this machine, such as containers. */
export type InterfaceKind = 'network' | 'tunnel' | 'virtual'

/** As whole words but for a number: `tun0` and `snx-tun`, not `tapas`. */
const TUNNEL =
  /(?<![a-z])(tun|tap|utun|cscotun|wg|ppp|ipsec|gpd|proton)\d*(?![a-z])|^zt[a-z2-7]{8}$/
const VPN = /vpn|cloudflare|hamachi|mullvad|nordlynx|tailscale|wireguard|zerotier/i
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|podman|cni|lxc|lxd)|vethernet|virtualbox|vmware/i
/** Cables and radio: modems have no hardware address either, and rented servers a /32. */
const NETWORK = /^(eth\d|en[\dopsx]|wl[\daopsx]|ww[\daopsx]|rmnet)/
/** None, or that of AnyConnect, GlobalProtect, FortiClient and OpenVPN on Windows. */
const TUNNEL_MAC =
  /^(00:00:00:00:00:00|00:05:9a:3c:7a:00|02:50:41:00:00:01|00:09:0f:fe:00:01|00:ff:)/
/** The network of one address. */
const ALONE = /^[\d.]+\/32$|\/128$/

/** As far as its name, its hardware address and its networks tell. */
export function kindOf(name: string, system: SystemInterfaces = allInterfaces()): InterfaceKind {
  if (TUNNEL.test(name) || VPN.test(name)) return 'tunnel'
  if (VIRTUAL.test(name)) return 'virtual'
  return !NETWORK.test(name) && looksLikeTunnel(system[name] ?? []) ? 'tunnel' : 'network'
}

function looksLikeTunnel(infos: readonly NetworkInterfaceInfo[]): boolean {
  const wide = infos.filter(({ address }) => !isLinkLocal(address))
  const isAlone = wide.length > 0 && wide.every(({ cidr }) => ALONE.test(cidr ?? ''))
  return isAlone || infos.some(({ internal, mac }) => !internal && TUNNEL_MAC.test(mac))
}
