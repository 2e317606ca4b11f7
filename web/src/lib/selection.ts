import type { Dimension } from './api';

/** A candidate as the form holds it. */
export type Candidate =
  | { kind: 'model'; model: string; title: string }
  | {
      kind: 'endpoint';
      url: string;
      model: string;
      label: string;
      key: string;
      priceIn: string;
      priceOut: string;
    };

export interface Form {
  name: string;
  candidates: Candidate[];
  suites: string[];
  depth: 'quick' | 'standard' | 'thorough';
  /** By dimension, 0 to 100. */
  weights: Record<string, number>;
  /** By dimension, 1 (none) to 5. */
  floors: Record<string, number>;
  slo: string;
  daily: string;
  minutes: string;
}

export function emptyForm(name: string, dimensions: Dimension[]): Form {
  return {
    name,
    candidates: [],
    suites: ['customer-service-zh'],
    depth: 'quick',
    weights: Object.fromEntries(dimensions.map((each) => [each.id, Math.round(each.weight * 100)])),
    floors: Object.fromEntries(
      dimensions.filter((each) => each.floor > 1).map((each) => [each.id, each.floor]),
    ),
    slo: '',
    daily: '1000',
    minutes: '',
  };
}

/** A JSON string is a YAML string too, whatever is in it. */
const quoted = (text: string) => JSON.stringify(text);

const plain = (text: string) => (/^[A-Za-z][A-Za-z0-9._-]*$/.test(text) ? text : quoted(text));

function candidate(each: Candidate): string[] {
  if (each.kind === 'model') {
    return [`  - model: ${plain(each.model)}`];
  }
  const lines = ['  - endpoint:', `      url: ${quoted(each.url.trim())}`];
  lines.push(`      model: ${quoted(each.model.trim())}`);
  if (each.key.trim()) {
    lines.push(`      apiKey: ${quoted('${' + each.key.trim() + '}')}`);
  }
  if (each.label.trim()) {
    lines.push(`    label: ${quoted(each.label.trim())}`);
  }
  if (each.priceIn.trim() && each.priceOut.trim()) {
    lines.push(`    price: {input: ${each.priceIn.trim()}, output: ${each.priceOut.trim()}}`);
  }
  return lines;
}

const mapping = (values: Record<string, number>, scale: number) =>
  '{' +
  Object.entries(values)
    .map(([id, value]) => `${id}: ${+(value / scale).toFixed(2)}`)
    .join(', ') +
  '}';

/** The form as a selection file. */
export function toYaml(form: Form): string {
  const lines = [`name: ${quoted(form.name.trim() || 'touchstone')}`];
  if (form.candidates.length === 0) {
    lines.push('candidates: []');
  } else {
    lines.push('candidates:', ...form.candidates.flatMap(candidate));
  }
  lines.push(`suites: [${form.suites.map(plain).join(', ')}]`);
  lines.push(`depth: ${form.depth}`, 'requirements:');
  lines.push(`  weights: ${mapping(form.weights, 100)}`);
  if (Object.keys(form.floors).length > 0) {
    lines.push(`  floors: ${mapping(form.floors, 1)}`);
  }
  if (form.slo.trim()) {
    lines.push(`  slo: [${quoted(form.slo.trim())}]`);
  }
  if (form.daily.trim()) {
    lines.push(`  dailyConversations: ${form.daily.trim()}`);
  }
  if (form.minutes.trim()) {
    lines.push(`budget: {minutes: ${form.minutes.trim()}}`);
  }
  return lines.join('\n') + '\n';
}
