/** Runs dependency-cruiser over the whole house; fails on any violation, and when it cruised nothing. */
import { cruise } from 'dependency-cruiser';
import config from './house.ts';

export async function violations(paths: string[]): Promise<{ modules: number; found: string[] }> {
  const result = await cruise(paths, {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    exclude: { path: '(node_modules|web/dist)' },
  });
  if (typeof result.output === 'string') throw new Error('dependency-cruiser gave text');
  const found = result.output.summary.violations.map(v => `${v.rule.name}: ${v.from} → ${v.to}`);
  return { modules: result.output.summary.totalCruised, found };
}

if (import.meta.main) {
  const { modules, found } = await violations(['contracts', 'src', 'web']);
  for (const line of found) console.error(line);
  console.log(`${modules} modules cruised, ${found.length} violations`);
  if (modules === 0 || found.length > 0) process.exit(1);
}
