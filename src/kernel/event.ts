/**
 * A fact that has happened. Rules return it; `platform/command.ts` records it with the change it describes.
 * `subject` is the id of what it is about (a project, lot, bid or person); `room` names the live stream that shows it.
 * `data` holds only JSON values: its RFC 8785 text is what the public log commits to.
 */
export interface DomainEvent {
  readonly type: string;
  readonly subject: string;
  readonly room?: string;
  readonly data: Readonly<Record<string, unknown>>;
}
