/** What a server accepts. Lengths are UTF-16 code units unless they say bytes. */
export const limits = {
  nameLength: 40,
  displayNameLength: 60,
  passwordMin: 8,
  passwordMax: 200,
  deviceLength: 80,
  groupNameLength: 80,
  purposeLength: 280,
  textLength: 10_000,
  emojiLength: 32,
  reactionsPerMessage: 20,
  queryLength: 100,
  /** Colours of the palette that people choose from: 0 to 11. */
  colours: 12,
  pictureBytes: 512 * 1024,
  frameBytes: 256 * 1024,
  bodyBytes: 64 * 1024,
  /** Conversations in one `hello` or `sync`. */
  positions: 2_000,
  /** Missing events that a resume sends of one conversation; beyond that it answers `tooFar`. */
  resumeEvents: 200,
  /** Missing events in one resume altogether; the rest is `tooFar`. */
  resumeTotal: 2_000,
  /** Bytes of missing events in one resume altogether, as JSON; what goes beyond is `tooFar`. */
  resumeBytes: 1024 * 1024,
  /** People whose presence one connection watches. */
  watched: 500,
  pageSize: 100,
  pageSizeDefault: 50,
  usersByIds: 100,
  sessionsPerUser: 20,
  groupMembers: 10_000,
  groupsPerUser: 500,
  inviteNoteLength: 120,
  inviteUses: 1_000,
  inviteDays: 365,
  /** Invites that are kept, also those that are over. */
  invites: 500,
  /** Invites that have words at a time. */
  inviteCodes: 20,
  /** People who wait to be let in. */
  waitingPeople: 500,
} as const
