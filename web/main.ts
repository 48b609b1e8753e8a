import './jitless.ts';
import './styles/tokens.css';
import './styles/element.css';
import './styles/element-theme.css';
import './styles/components.css';
import './styles/app.css';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { ProblemError } from '../contracts/problem-error.ts';
import App from './App.vue';
import { router } from './router.ts';
import { startClock } from './server-clock.ts';
import { i18n } from './words/language.ts';

/** A refusal does not change by asking again; only a lost answer is worth a second try. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => !(error instanceof ProblemError) && count < 2,
    },
  },
});

createApp(App)
  .use(createPinia())
  .use(i18n)
  .use(VueQueryPlugin, { queryClient })
  .use(router)
  .mount('#app');
startClock();
