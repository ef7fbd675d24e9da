import { basename } from 'node:path';

/** What a lab starts, anywhere on the machine. */
const programs = /^(libvirtd|dnsmasq|coredns|node|qemu-system-\S+)$/;

/** What a person's command runs in the lab's network for the time being, and a login that ssh keeps open for a while. */
const commands = /^(ssh|kubectl|curl|dig)\b/;

/** Whether a command line is that of a program that a lab starts and keeps. */
export const isLabProgram = ([program = '']: readonly string[]): boolean => programs.test(basename(program));

/** Whether a command line is that of a person's command in the lab's network, which ends by itself. */
export const isCommand = ([program = '']: readonly string[]): boolean => commands.test(basename(program));
