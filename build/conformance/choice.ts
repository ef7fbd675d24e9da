/** Kubernetes' name for a test of this lab's subject that every cluster must pass. */
const networkConformance = '\\[sig-network\\].*\\[Conformance\\]';

/** The nodes have one of Kubernetes' test images, agnhost, and nowhere to pull others from. */
const lacksImage = {
  unsuited: () => true,
  reason: 'its pods need the image glibc-dns-testing, which the nodes do not have',
};

/** Tests that do not suit every lab, by the beginning of their names. */
const unsuited = [
  {
    name: 'Service endpoints latency should not be very high',
    /** It holds a cluster to seconds, which an emulated one takes tens of. */
    unsuited: ({ emulated }: Suitability) => emulated,
    reason: 'it measures speed, and the machines are emulated',
  },
  { name: 'DNS should provide DNS for', ...lacksImage },
  { name: 'DNS should provide /etc/hosts entries for the cluster', ...lacksImage },
  { name: 'DNS should resolve DNS of partial qualified names for services', ...lacksImage },
] as const;

/** What decides which tests suit a lab. */
export interface Suitability {
  /** Whether its machines run without hardware virtualization. */
  readonly emulated: boolean;
}

/** Which tests run, as ginkgo takes it: regular expressions over a test's whole name. */
export interface Choice {
  readonly focus: string;
  /** Empty: none. */
  readonly skip: string;
  /** What is left out of all tests of the subject, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** The Conformance tests of sig-network that suit a lab; with `only`, those among them whose names contain one of these texts. */
export function conformanceChoice(lab: Suitability, only: readonly string[] = []): Choice {
  const leftOut = unsuited.filter((test) => test.unsuited(lab)).map(({ name, reason }) => ({ name, reason }));
  return {
    // In any case of letters: people write "dns". RE2 takes the flag at the beginning (https://github.com/google/re2/wiki/Syntax).
    focus: only.length === 0 ? networkConformance : `(?i)\\[sig-network\\].*(${only.map(escape).join('|')}).*\\[Conformance\\]`,
    skip: leftOut.map(({ name }) => escape(name)).join('|'),
    leftOut,
  };
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
