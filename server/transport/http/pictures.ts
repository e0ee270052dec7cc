import { Refused, apiBase, check, pictureKey } from '../../../protocol/index.ts'
import type { People } from '../../domain/people/people.ts'
import type { Picture } from '../../storage/storage.ts'
import type { Failures } from '../failures.ts'
import type { Origins } from '../origins.ts'
import type { TemplatedApp } from '../uws.ts'
import { isKnown } from './entity-tag.ts'
import { Exchange, type Headers } from './exchange.ts'
import { corsHeaders, keptForEver, plain } from './http-headers.ts'
import type { HttpTraffic } from './http-traffic.ts'
import { answerRefusal } from './rest-router.ts'

export type PicturesSide = {
  people: Pick<People, 'picture'>
  origins: Origins
  failures: Failures
  traffic: HttpTraffic
}

/** What people uploaded is only ever served as one of these. */
const SAFE_TYPES = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
])

/** Serves people's pictures. A key names one picture for ever, so nobody need ask twice. */
export function servePictures(app: TemplatedApp, side: PicturesSide): void {
  app.get(`${apiBase}/pictures/:key`, (response, request) => {
    const key = request.getParameter(0) ?? ''
    const exchange = new Exchange(response, request)
    side.traffic.began(exchange, 'picture')
    void answerPicture(exchange, key, side)
  })
}

async function answerPicture(exchange: Exchange, key: string, side: PicturesSide): Promise<void> {
  try {
    side.traffic.admit()
    const picture = await side.people.picture(check(pictureKey, key, 'params.key'))
    if (!picture) throw new Refused('not_found', 'No such picture')
    const headers = { ...pictureHeaders(picture), ...corsHeaders(exchange, side.origins) }
    const isSame = isKnown(exchange.header('if-none-match'), headers.etag)
    if (isSame) exchange.answer({ status: 304, headers })
    else exchange.answer({ status: 200, headers, body: picture.bytes })
  } catch (error) {
    answerRefusal(exchange, side.origins, side.failures.toRefused(error, 'picture'))
  }
}

function pictureHeaders({ key, type }: Picture): Headers & { etag: string } {
  const extension = SAFE_TYPES.get(type)
  return {
    ...plain,
    ...keptForEver,
    etag: `"${key}"`,
    'content-type': extension ? type : 'application/octet-stream',
    'content-disposition': extension ? `inline; filename="picture.${extension}"` : 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  }
}
