/** Where random identities come from. */
export interface Ids {
  /** 96 random bits, 16 characters of base64url: a user's, session's or group's. */
  id(): string
  /** 128 random bits, 22 characters of base64url: what an invite's link holds. */
  secret(): string
  /** 256 random bits, 43 characters of base64url: what a device signs its requests with. */
  token(): string
}
