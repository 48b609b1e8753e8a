/** The operator has to put something right before the service can start: the message says what, and where. */
export class SetupError extends Error {}
