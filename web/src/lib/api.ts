/** The HTTP API as openapi.yaml describes it. */
export interface Text {
  zh: string;
  en: string;
}

export interface Problem {
  status: number;
  what: Text;
  next: Text;
  line?: number;
  column?: number;
}

export interface Model {
  name: string;
  title: Text;
  parameters: string;
  quantization: string;
  licence: string;
  licenceLink: string;
  cached: boolean;
}

export interface Suite {
  name: string;
  title?: Text;
  cases?: number;
  problem?: Problem;
}

export interface Dimension {
  id: string;
  title: Text;
  weight: number;
  floor: number;
}

export interface Named {
  id: string;
  label: string;
}

export interface Question {
  id: string;
  text: Text;
}

export interface Checked {
  candidates: Named[];
  suites: string[];
  questions: Question[];
}

export type State = 'running' | 'finished' | 'waiting' | 'failed' | 'stopped';

export interface Summary {
  id: string;
  started: string;
  state: State;
  name: string;
  candidates?: Named[];
  verdict?: string;
  sentence?: Text;
  problem?: { what: Text; nextStep: Text };
}

export interface Run extends Summary {
  log?: string;
}

/** A request that was not done, with the reason in both languages. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.what.en);
  }
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  const body: unknown = await response.json();
  if (!response.ok) {
    throw new Refused(body as Problem);
  }
  return body as T;
}

function post<T>(path: string, body: object): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export const api = {
  models: () => ask<Model[]>('/api/models'),
  suites: () => ask<Suite[]>('/api/suites'),
  dimensions: () => ask<Dimension[]>('/api/dimensions'),
  runs: () => ask<Summary[]>('/api/runs?limit=200'),
  run: (id: string) => ask<Run>(`/api/runs/${id}`),
  check: (yaml: string) => post<Checked>('/api/selections/check', { yaml }),
  start: (yaml: string, agreed: string[]) => post<Run>('/api/runs', { yaml, agreed }),
  stop: (id: string) => post<Run>(`/api/runs/${id}/stop`, {}),
  resume: (id: string) => post<Run>(`/api/runs/${id}/resume`, {}),
};
