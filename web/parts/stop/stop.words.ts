export const words = {
  'zh-CN': {
    suspension: '本项目已暂停',
    suspensionNext:
      '轮到监督部门：恢复时另行公告，未到的截止时间按暂停的时长顺延。已提交的投标文件继续封存，您不用做什么。',
    objection: '收到对招标文件的异议，本项目暂停',
    objectionNext:
      '轮到招标人：最迟 {time} 前答复（实施条例第二十二条）。答复前不接收投标，也不截止；答复后截止时间按暂停的时长顺延并公告。投标人已传的内容都在，现在不用做什么。',
    termination: '本项目已终止',
    terminationNext:
      '已提交的投标文件不再打开；已收的文件费用和保证金由招标人退还（实施条例第三十一条）。',
    notice: '看公告',
    title: '终止项目',
    hint: '终止后不能恢复，理由立即公开（实施条例第三十一条）。尚未结束的标段全部终止，已定标的不变。',
    reason: '终止的理由（公开）',
    short: '请写明理由，至少 4 个字。',
    open: '终止本项目…',
    ask: '终止“{name}”？',
    consequence: '各标段立即停止，投标文件不再打开。这一步不能撤回。',
    keep: '不终止',
    act: '公告并终止',
  },
  en: {
    suspension: 'This project is suspended',
    suspensionNext:
      'The supervisor’s turn: a notice says when it goes on; deadlines still to come move by the time it stood still. Bids stay sealed; nothing to do now.',
    objection: 'Stopped by an objection to the documents',
    objectionNext:
      'The tenderer’s turn: it answers before {time} (Implementing Regulations, art. 22). Until then no bid is taken and nothing closes; then the deadline moves by the time lost, with a notice. What bidders have uploaded stays; they have nothing to do now.',
    termination: 'This project is terminated',
    terminationNext:
      'Submitted bids stay sealed; the tenderer returns document fees and bonds (Implementing Regulations, art. 31).',
    notice: 'See the notice',
    title: 'Terminate the project',
    hint: 'This cannot be undone and the reason is public at once (Implementing Regulations, art. 31). All lots not yet over end; what is awarded stays.',
    reason: 'Reason for the termination (public)',
    short: 'Give the reason, 4 characters at least.',
    open: 'Terminate the project…',
    ask: 'Terminate “{name}”?',
    consequence: 'Every lot stops at once and no bid is opened. This cannot be taken back.',
    keep: 'Keep it',
    act: 'Publish and terminate',
  },
};
