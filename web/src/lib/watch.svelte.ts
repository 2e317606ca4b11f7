import type { State, Text } from './api';

export interface Phase {
  key: string;
  candidate: string;
  phase: Text;
  done: number;
  total: number;
  secondsLeft: number | undefined;
}

export interface Said {
  at: number;
  kind: 'session' | 'note' | 'warning' | 'problem';
  text: Text | undefined;
}

interface Line {
  at: number;
  text?: Text;
  candidate?: string;
  phase?: Text;
  done?: number;
  total?: number;
  secondsLeft?: number;
  scores?: Record<string, Record<string, { value: number; n: number }>>;
  state?: State;
  problem?: { what: Text; nextStep: Text };
}

const MOST_SAID = 500;

/**
 * Follows one run. After a broken connection the browser sends the last event's id by itself, and
 * the server goes on behind it.
 */
export class Watch {
  state: State | undefined = $state();
  phases: Phase[] = $state([]);
  scores: Record<string, Record<string, { value: number; n: number }>> = $state({});
  said: Said[] = $state([]);
  broken = $state(false);
  private source: EventSource | undefined;

  constructor(
    private readonly id: string,
    private readonly ended: () => void,
  ) {}

  open() {
    this.close();
    this.phases = [];
    this.said = [];
    const source = new EventSource(`/api/runs/${this.id}/events`);
    source.onopen = () => (this.broken = false);
    source.onerror = () => (this.broken = true);
    const on = (kind: string, take: (line: Line) => void) =>
      source.addEventListener(kind, (event: MessageEvent<string>) => take(JSON.parse(event.data) as Line));
    on('session', (line) => this.tell({ at: line.at, kind: 'session', text: undefined }));
    on('note', (line) => this.tell({ at: line.at, kind: 'note', text: line.text }));
    on('warning', (line) => this.tell({ at: line.at, kind: 'warning', text: line.text }));
    on('end', (line) => line.problem && this.tell({ at: line.at, kind: 'problem', text: line.problem.what }));
    on('scores', (line) => (this.scores = line.scores ?? {}));
    on('progress', (line) => this.progress(line));
    on('state', (line) => this.stand(line.state));
    this.source = source;
  }

  close() {
    this.source?.close();
    this.source = undefined;
    this.broken = false;
  }

  private tell(said: Said) {
    this.said = [...this.said, said].slice(-MOST_SAID);
  }

  private progress(line: Line) {
    const phase = line.phase ?? { zh: '', en: '' };
    const key = `${line.candidate} ${phase.en}`;
    const now: Phase = {
      key,
      candidate: line.candidate ?? '',
      phase,
      done: line.done ?? 0,
      total: line.total ?? 0,
      secondsLeft: line.secondsLeft,
    };
    const known = this.phases.findIndex((each) => each.key === key);
    this.phases = known < 0 ? [...this.phases, now] : this.phases.with(known, now);
  }

  private stand(state: State | undefined) {
    this.state = state;
    if (state !== 'running') {
      this.close();
      this.ended();
    }
  }
}
