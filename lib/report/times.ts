/** `2025-11-24 09:30 UTC` */
export const formatTime = (time: Date): string => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `4.2 s`, `3 min 7 s` */
export function formatDuration(milliseconds: number): string {
  // Below the point where one decimal would round up to a minute.
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How long ago a moment was. @param at ISO 8601 */
export const ago = (at: string, now: Date): string => `${formatDuration(now.getTime() - Date.parse(at))} ago`;
