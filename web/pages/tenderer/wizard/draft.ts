import { computed, type InjectionKey, inject, reactive, ref, shallowRef, toRaw, watch } from 'vue';
import { isProblem } from '../../../../contracts/problem-error.ts';
import { type Draft, readDraft, saveDraft } from '../../../../contracts/tender/drafting.ts';
import { ProjectDraft } from '../../../../contracts/tender/project.ts';
import { canonicalText } from '../../../../src/kernel/canonical.ts';
import { call } from '../../../client.ts';
import { exactNow } from '../../../server-clock.ts';
import { keep, kept, unkeep } from './kept-draft.ts';

export type Saving = 'saved' | 'waiting' | 'saving' | 'unfinished' | 'conflict' | 'failed';

const pauseMs = 700;

const same = (a: ProjectDraft, b: ProjectDraft): boolean =>
  canonicalText(ProjectDraft.parse(a)) === canonicalText(ProjectDraft.parse(b));

/**
 * The draft of a project while it is edited: saved by itself after each pause, with its version (If-Match), so that
 * two people never overwrite each other unknowingly. What does not parse yet is kept on this machine.
 */
export async function openDraft(project: string) {
  const params = { project };
  const first = await call(readDraft, { params });
  const local = kept(project, first.version);
  const head = shallowRef<Draft>(first);
  const draft = reactive<ProjectDraft>(structuredClone(local ?? first.draft));
  const saving = ref<Saving>('saved');
  const savedAt = ref(exactNow());
  const error = shallowRef<unknown>(null);
  const theirs = shallowRef<Draft | null>(null);
  /** What was sent last, whether or not its answer came. */
  const sent = shallowRef<ProjectDraft | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;

  const parsed = () => ProjectDraft.safeParse(toRaw(draft));

  async function send(body: ProjectDraft): Promise<void> {
    saving.value = 'saving';
    sent.value = body;
    head.value = await call(saveDraft, { params, body, version: head.value.version });
    savedAt.value = exactNow();
    error.value = null;
    unkeep(project);
    saving.value = 'saved';
  }

  /** Saves what there is; a save under way is followed by one more. */
  async function save(): Promise<void> {
    clearTimeout(timer);
    if (saving.value === 'saving') {
      again = true;
      return;
    }
    const whole = parsed();
    keep(project, { version: head.value.version, draft: toRaw(draft) });
    if (!whole.success) {
      saving.value = 'unfinished';
      return;
    }
    try {
      await send(whole.data);
    } catch (failure) {
      await stop(failure);
    }
    if (again && saving.value === 'saved') {
      again = false;
      await save();
    }
  }

  async function stop(failure: unknown): Promise<void> {
    error.value = failure;
    saving.value = 'failed';
    if (!isProblem(failure, 'CONFLICT')) return;
    const other = await call(readDraft, { params });
    const nobodys = [head.value.draft, sent.value].some(own => own && same(own, other.draft));
    if (!nobodys) {
      theirs.value = other;
      saving.value = 'conflict';
      return;
    }
    // A document of one's own moved the version, or the answer to one's own save was lost: nobody else wrote.
    head.value = other;
    error.value = null;
    saving.value = 'saved';
    again = true;
  }

  /** After a conflict: their version, or one's own on top of it. Nothing is lost before the person has chosen. */
  async function settle(choice: 'mine' | 'theirs'): Promise<void> {
    const other = theirs.value;
    if (!other) return;
    head.value = other;
    theirs.value = null;
    error.value = null;
    if (choice === 'theirs') Object.assign(draft, structuredClone(other.draft));
    saving.value = 'saved';
    await save();
  }

  async function reload(): Promise<void> {
    const { documents, version } = await call(readDraft, { params });
    // A save that was quicker has a later version already.
    const newest = Math.max(version, head.value.version);
    head.value = { ...head.value, documents, version: newest };
  }

  watch(draft, () => {
    if (saving.value === 'conflict') return;
    if (saving.value !== 'saving') saving.value = 'waiting';
    else again = true;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pauseMs);
  });

  const documents = computed(() => head.value.documents);
  return { project, head, draft, documents, saving, savedAt, error, theirs, save, settle, reload };
}

export type DraftDesk = Awaited<ReturnType<typeof openDraft>>;
export const draftKey: InjectionKey<DraftDesk> = Symbol('draft');

/** The draft on the desk of the wizard around this step. */
export function useDraft(): DraftDesk {
  const desk = inject(draftKey);
  if (!desk) throw new Error('a step stands inside the wizard');
  return desk;
}
