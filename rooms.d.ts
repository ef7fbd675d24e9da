/** What rooms.js holds, for TypeScript. */
export interface Room {
  readonly may: readonly string[];
  readonly pure?: true;
  readonly cdktf?: true;
}
export const rooms: Readonly<Record<string, Room>>;
export function roomOf(path: string): string;
export function mayImport(from: string, to: string): boolean;
