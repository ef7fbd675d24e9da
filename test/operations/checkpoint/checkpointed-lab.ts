import { newIdentity } from '../../../hypervisor/ownership/identity';
import type { Step } from '../../../host/progress';
import { stoppable } from '../../../host/interruption';
import { resolveLab } from '../../../lib/model';
import { bringBack } from '../../../operations/checkpoint/bring-back';
import { takeCheckpoint } from '../../../operations/checkpoint/take';
import { OpenChanges } from '../../../operations/lab-folder/open-changes';
import { FakeStates } from '../fake-states';
import { RunningLab } from '../running-lab';

/** A running lab whose machines can be saved and brought back. */
export class CheckpointedLab extends RunningLab {
  readonly states: FakeStates;
  readonly details: string[] = [];
  private readonly step: Step = { detail: (text) => this.details.push(text) };

  constructor() {
    super(resolveLab({ name: 'fake-states' }));
    this.states = new FakeStates(this.fake.lab, this.hypervisor.storageFolder);
    this.hypervisor.states = this.states;
    this.hypervisor.identity = newIdentity('fake-states');
  }

  take(name?: string) {
    return stoppable(this.around.signal, () => takeCheckpoint(this.context, this.hypervisor, name, this.step));
  }

  reset(name?: string) {
    return stoppable(this.around.signal, () => bringBack(this.context, this.hypervisor, name, this.step));
  }

  get open(): OpenChanges {
    return new OpenChanges(this.context);
  }
}
