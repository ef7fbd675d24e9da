import type { Command } from 'commander';
import { usageError } from '../host/user-error';
import type { Context } from '../operations/context';
import type { ContextOptions, Surroundings } from '../operations/find-lab';

/** Finds the lab that a command is about. */
export type Find = (options: ContextOptions, around: Surroundings, command: Command) => Context;

/** Finds a lab by the name that is the command's first word, which says the same as --lab. */
export const named =
  (find: Find): Find =>
  (options, around, command) => {
    const lab = command.processedArgs[0] as string | undefined;
    return find(lab === undefined ? options : { ...options, lab }, around, command);
  };

/** Reads the definition that is the command's first word, which says the same as --config. */
export const ofFile =
  (find: Find): Find =>
  (options, around, command) => {
    const config = command.processedArgs[0] as string | undefined;
    if (config === undefined) return find(options, around, command);
    if (options.config !== undefined)
      throw usageError(`--config and ${config} name a definition each`, { remedy: 'use one of them' });
    return find({ ...options, config }, around, command);
  };
