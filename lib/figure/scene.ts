import type { TextStyle } from './text-size';

/** What a box stands for; it decides its look. */
export type BoxKind =
  /** A host or a virtual machine. */
  | 'host'
  /** Boxes that belong together; a `row` of them has no border. */
  | 'group'
  | 'row'
  /** A program on a machine. */
  | 'program'
  /** An address that no machine has for itself. */
  | 'address'
  | 'service'
  /** Pods of one kind, a node's range of addresses for pods, one or more pods on a node. */
  | 'workload'
  | 'range'
  | 'pod'
  /** What a sign of the picture means. */
  | 'key-request'
  | 'key-question'
  | 'key-name'
  | 'key-pod';

export interface Line {
  readonly text: string;
  readonly style: TextStyle;
  /** Which step of a way it tells. Absent: it tells of the lab. */
  readonly step?: number;
}

/** What a picture tells of a thing besides what it is. */
export interface Mark {
  readonly kind: 'added' | 'removed' | 'changed' | 'true' | 'false' | 'passed';
  /** The same in words, for those who see no colours. */
  readonly text: string;
}

/** A thing of the lab. */
export interface Box {
  /** Unique in the picture, and the same in pictures of other labs: `machine.worker-1`. */
  readonly id: string;
  readonly kind: BoxKind;
  readonly lines: readonly Line[];
  readonly boxes?: readonly Box[];
  /** How its boxes lie: in rows of about this many times their height. Below 1: one below the other. Default: 3. */
  readonly aspect?: number;
  readonly mark?: Mark;
}

/** A network with what has an address there, drawn from left to right over the whole picture. */
export interface Lane {
  readonly id: string;
  /** `between` is no network: it has no ground of its own. */
  readonly kind: 'outside' | 'between' | 'machines' | 'services' | 'pods' | 'key';
  /** Its title, beside its boxes. */
  readonly lines: readonly Line[];
  readonly boxes: readonly Box[];
  readonly mark?: Mark;
}

/** Who reaches whom, by the ids of boxes that lie in lanes. The layout has `above` above `below`. */
export interface Link {
  readonly above: string;
  readonly below: string;
  /** A `name` stands for pods: it leads to them without a rule of kube-proxy. */
  readonly kind: 'request' | 'question' | 'name';
  /** It leads from `below` to `above`. Default: no. */
  readonly upwards?: boolean;
  readonly mark?: Mark;
}

/** A picture before anything has a place. */
export interface Scene {
  readonly title: Line;
  /** From the outside inwards. */
  readonly lanes: readonly Lane[];
  readonly links: readonly Link[];
}
