import { Decimal } from 'decimal.js';
import type { LotRules, ScoreItem } from '../../../contracts/tender/lot-rules.ts';
import type { Words } from '../../../contracts/words.ts';
import { first, repeated } from './lot-rule.ts';

export function priceFault({ price }: LotRules): Words | null {
  if (price.id !== 'benchmark-average') return null;
  const { trim, draw } = price;
  const shares = [price.ceilingShare, ...(draw?.ceilingShare ?? [])];
  const floats = [price.float, ...(draw?.float ?? [])];
  return first(
    trim.high + trim.low >= trim.from && {
      zh: '去掉的最高、最低报价之和必须少于开始去掉的家数。',
      en: 'The prices taken off must be fewer than the bids from which on they are.',
    },
    shares.some(s => new Decimal(s).gt(1)) && {
      zh: '限价权重应在 0 至 1 之间。',
      en: 'The share of the ceiling lies between 0 and 1.',
    },
    floats.some(f => new Decimal(f).gte(1)) && {
      zh: '下浮系数应小于 1。',
      en: 'The float must be below 1.',
    },
    new Decimal(price.floor).gt(price.weight) && {
      zh: '报价最低得分不能超过报价分值。',
      en: 'The least price score may not exceed the price weight.',
    },
  );
}

function itemFault(item: ScoreItem): Words | null {
  const bands = [...item.bands].sort((a, b) => b.from - a.from);
  return first(
    !new Decimal(item.max).mod(item.step).isZero() && {
      zh: `“${item.title}”的满分 ${item.max} 不是步长 ${item.step} 的整数倍。`,
      en: `“${item.title}”: its most, ${item.max}, is no multiple of its step ${item.step}.`,
    },
    bands.some(b => b.from > b.to || b.from < 0 || b.to > item.max) && {
      zh: `“${item.title}”的分档超出 0 至 ${item.max}。`,
      en: `“${item.title}”: a band lies outside 0 to ${item.max}.`,
    },
    bands.some((b, i) => i > 0 && b.to >= (bands[i - 1]?.from ?? Infinity)) && {
      zh: `“${item.title}”的分档互相重叠。`,
      en: `“${item.title}”: its bands overlap.`,
    },
  );
}

export function technicalFault({ technical }: LotRules): Words | null {
  const sum = Decimal.sum(0, ...technical.items.map(i => i.max));
  const twice = repeated(technical.items.map(i => i.id));
  return first(
    twice && { zh: `评分项编号“${twice}”重复。`, en: `The score item “${twice}” occurs twice.` },
    !sum.eq(technical.weight) && {
      zh: `评分项满分之和是 ${sum}，与技术分值 ${technical.weight} 不等。`,
      en: `The score items add up to ${sum}; the technical weight is ${technical.weight}.`,
    },
    ...technical.items.map(itemFault),
  );
}

export function reviewFault({ qualification, responsiveness }: LotRules): Words | null {
  const twice = repeated([...qualification, ...responsiveness].map(i => i.id));
  return first(
    twice && { zh: `评审项编号“${twice}”重复。`, en: `The review item “${twice}” occurs twice.` },
  );
}

export function committeeFault({ committee }: LotRules): Words | null {
  const { size, experts, cities, disciplines } = committee;
  const seats = disciplines.reduce((sum, d) => sum + d.seats, 0);
  return first(
    (size < 5 || size % 2 === 0) && {
      zh: `评标委员会 ${size} 人，应为五人以上单数。`,
      en: `The committee has ${size} members; it must be odd, five or more.`,
    },
    experts > size && {
      zh: `专家 ${experts} 人，多于委员会总人数 ${size}。`,
      en: `${experts} experts are more than the committee of ${size}.`,
    },
    experts * 3 < size * 2 && {
      zh: `专家 ${experts} 人，不足总人数 ${size} 的三分之二。`,
      en: `${experts} experts are less than two thirds of ${size}.`,
    },
    seats !== experts && {
      zh: `各专业席位之和是 ${seats}，与专家人数 ${experts} 不等。`,
      en: `The seats by field add up to ${seats}; there are ${experts} experts.`,
    },
    repeated(disciplines.map(d => d.id)) && {
      zh: '同一专业写了两次，请合并席位。',
      en: 'One field is listed twice. Merge its seats.',
    },
    disciplines.length < 2 && {
      zh: '专家应来自技术、经济等至少两个专业。',
      en: 'Experts come from two fields at least, technical and economic.',
    },
    new Set(cities).size < 2 && {
      zh: '远程异地评标的专家应来自至少两个城市。',
      en: 'Remote evaluation takes experts from two cities at least.',
    },
  );
}
