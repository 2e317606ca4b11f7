import { en } from '../messages/en';
import { zh, type Messages } from '../messages/zh';
import type { Text } from './api';

export type Language = 'zh' | 'en';

const KEPT = 'touchstone-language';

/** The page's language: Chinese unless the reader chose English before. */
class Speech {
  language: Language = $state(localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh');

  get say(): Messages {
    return this.language === 'zh' ? zh : en;
  }

  pick(text: Text): string {
    return text[this.language];
  }

  toggle() {
    this.language = this.language === 'zh' ? 'en' : 'zh';
    localStorage.setItem(KEPT, this.language);
  }
}

export const speech = new Speech();
