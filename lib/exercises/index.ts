import type { Lab } from '../model';
import { dnsExercises } from './dns-exercises';
import type { Exercise } from './exercise';
import { nodeExercises } from './node-exercises';
import { serviceExercises } from './service-exercises';

export type { Exercise } from './exercise';
export { ExerciseError, type LabActions, labActions } from './lab-actions';

/** Every exercise that this lab has something for. */
export const exercisesOf = (lab: Lab): Exercise[] => [...dnsExercises(lab), ...nodeExercises(lab), ...serviceExercises(lab)];
