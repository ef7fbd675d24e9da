import type { Line } from './scene';

export const heading = (text: string): Line => ({ text, style: 'heading' });
export const name = (text: string): Line => ({ text, style: 'name' });
export const address = (value: { toString(): string }): Line => ({ text: String(value), style: 'address' });
export const note = (text: string): Line => ({ text, style: 'note' });
