import { Option } from 'commander';

/** The options by which `verify` and `report` choose claims. */
export const onlyOption = (): Option => new Option('--only <text...>', 'only claims whose id begins so');
export const fromOption = (places = ''): Option => new Option('--from <place...>', `only claims seen from there${places}`);
export const allOption = (): Option => new Option('--all', 'claims that stop machines or take minutes, too');
