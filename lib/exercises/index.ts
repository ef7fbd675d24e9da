import type { Lab } from '../model';
import { dnsExercises } from './dns';
import type { Exercise } from './exercise';
import { nodeExercises } from './nodes';
import { serviceExercises } from './services';

export type { Exercise, Text } from './exercise';
export { ExerciseFailed, type Hands, handsOf } from './hands';

/** Every exercise that this lab has something for. */
export const exercisesOf = (lab: Lab): Exercise[] => [...dnsExercises(lab), ...nodeExercises(lab), ...serviceExercises(lab)];
