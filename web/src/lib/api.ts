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
  /** As a selection names it: a name, or a path for one's own. */
  name: string;
  label: string;
  own: boolean;
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
  /** For its address. */
  waits?: boolean;
}

/** How an uploaded file shall be read. */
export interface Intake {
  format: string;
  keepPersonalData: boolean;
  /** By the place of a row, its cells by column. */
  mended: Record<string, Record<string, string>>;
}

export interface Imported {
  formatTitle: Text;
  writtenIn: Text;
  encoding: string;
  rows: number;
  graded: number;
  ungraded: number;
  badRows: number;
  bad: { place: string; reason: Text; cells: Record<string, string> }[];
  unrunnable: Record<string, number>;
  masked: Record<string, number>;
  cases: { id: string; turns: { user: string; checks: Text[] }[] }[];
  suite?: string;
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

export interface Probed extends Named {
  usable: boolean;
  problems: Problem[];
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

/** Has the browser keep a file that the server makes, or throws why there is none. */
export async function download(path: string) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Refused((await response.json()) as Problem);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name ?? 'report';
  link.click();
  URL.revokeObjectURL(link.href);
}

export const api = {
  models: () => ask<Model[]>('/api/models'),
  suites: () => ask<Suite[]>('/api/suites'),
  dimensions: () => ask<Dimension[]>('/api/dimensions'),
  runs: () => ask<Summary[]>('/api/runs?limit=200'),
  run: (id: string) => ask<Run>(`/api/runs/${id}`),
  check: (yaml: string) => post<Checked>('/api/selections/check', { yaml }),
  probe: (yaml: string, agreed: string[]) => post<Probed[]>('/api/selections/probe', { yaml, agreed }),
  start: (yaml: string, agreed: string[]) => post<Run>('/api/runs', { yaml, agreed }),
  stop: (id: string) => post<Run>(`/api/runs/${id}/stop`, {}),
  resume: (id: string, endpoints: Record<string, string> = {}, agreed: string[] = []) =>
    post<Run>(`/api/runs/${id}/resume`, { endpoints, agreed }),
  questions: (id: string, endpoints: Record<string, string>) =>
    post<Question[]>(`/api/runs/${id}/questions`, { endpoints }),
  deleteRun: (id: string) => ask<{ id: string }>(`/api/runs/${id}`, { method: 'DELETE' }),
  restore: (id: string) => post<Run>(`/api/runs/${id}/restore`, {}),
  upload: (file: File) =>
    ask<{ id: string; file: string }>(`/api/uploads?file=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    }),
  checkUpload: (id: string, intake: Intake) => post<Imported>(`/api/uploads/${id}/check`, intake),
  saveSuite: (id: string, intake: Intake & { name: string }) => post<Imported>(`/api/uploads/${id}/suite`, intake),
  deleteSuite: (label: string) =>
    ask<Suite[]>(`/api/suites/${encodeURIComponent(label)}`, { method: 'DELETE' }),
};
