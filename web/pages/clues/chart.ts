import { type EChartsCoreOption, init } from 'echarts/core';
import { onBeforeUnmount, onMounted, type Ref, watch } from 'vue';

/** Draws a chart into `place`, again when that changes its size or when what is drawn changes. */
export function useChart(
  place: Readonly<Ref<HTMLElement | null>>,
  option: () => EChartsCoreOption,
): void {
  let chart: ReturnType<typeof init> | null = null;
  function draw(): void {
    if (!place.value) return;
    chart ??= init(place.value, null, { renderer: 'svg' });
    chart.resize();
    chart.setOption(option(), true);
  }
  const resized = new ResizeObserver(draw);
  onMounted(() => place.value && resized.observe(place.value));
  watch(option, draw, { flush: 'post' });
  onBeforeUnmount(() => {
    resized.disconnect();
    chart?.dispose();
  });
}
