/** Names inside a bundle: the export writes by them, the verifier reads by them. */
export const layout = {
  index: 'bundle.json',
  /** CAdES of the centre over bundle.json. */
  indexSignature: 'bundle.p7s',
  /** The signed trust list. */
  trust: 'trust/list.p7s',
  crl: (n: number) => `trust/${n}.crl`,
  crls: 'trust',
  checkpoint: 'log/checkpoint',
  events: 'log/events.jsonl',
  /** Notices by number: 0 is the publication. */
  notice: (n: number) => `notices/${n}.p7s`,
  noticeStamp: (n: number) => `notices/${n}.tst`,
  document: (sha256: string) => `documents/${sha256}`,
  bids: 'bids',
  bid: (bid: string) => `bids/${bid}`,
  receipt: (bid: string) => `bids/${bid}/receipt.p7s`,
  /** What the CA's OCSP responder said of the bid's certificate. */
  ocsp: (bid: string, n: number) => `bids/${bid}/ocsp-${n}.der`,
  receiptStamp: (bid: string) => `bids/${bid}/receipt.tst`,
  inner: (bid: string, envelope: string) => `bids/${bid}/${envelope}/inner.p7m`,
  /** K, salt and files of an opened envelope, as the committee's opening gave them. */
  content: (bid: string, envelope: string) => `bids/${bid}/${envelope}/content.json`,
  /** The time stamp over the record of the close. */
  closeStamp: 'close/closed.tst',
  recordSignature: (n: number) => `opening/record-${n}.p7s`,
  opening: 'opening',
  /** Every payment towards the bonds of those who bid: amount, payer, arrival, and what became of it. */
  bonds: 'bonds/payments.json',
  pool: 'draw/pool.json',
  /** A widening of the draw as it was signed, and the pool of the round that it drew: 2, 3, … */
  widening: (round: number) => `draw/widening-${round}.p7s`,
  roundPool: (round: number) => `draw/pool-${round}.json`,
  letter: (id: string) => `evaluation/letters/${id}.p7s`,
  reportSignature: (n: number) => `evaluation/report-${n}.p7s`,
  evaluation: 'evaluation',
  /** The text beside each signature of the award: a tenderer may sign detached. */
  candidates: 'award/candidates.json',
  candidatesSignature: 'award/candidates.p7s',
  /** An objection with its answer: text as signed, then what was answered. */
  objection: (id: string) => `award/objections/${id}.json`,
  objectionSignature: (id: string) => `award/objections/${id}.p7s`,
  award: 'award/award.json',
  awardSignature: 'award/award.p7s',
  /** An award that was decided to be void: the decision, and the papers that fell with it; 1, 2, … */
  voided: (n: number) => ({
    decision: `award/void-${n}/decision.json`,
    decisionSignature: `award/void-${n}/decision.p7s`,
    award: `award/void-${n}/award.json`,
    awardSignature: `award/void-${n}/award.p7s`,
    contract: `award/void-${n}/contract.json`,
    contractSignature: `award/void-${n}/contract.p7s`,
  }),
  contract: 'contract/contract.json',
  contractSignature: 'contract/contract.p7s',
  /** Of a case: how to check it, and its paper. */
  readme: 'README.md',
  paper: 'case.pdf',
  /** Signed acts by their place in the case: 1, 2, … */
  act: (place: number) => `acts/${place}.json`,
  actSignature: (place: number) => `acts/${place}.p7s`,
  acts: 'acts',
  /** What each piece of evidence is called, and the pieces by their hash. */
  evidenceList: 'evidence.json',
  evidence: (sha256: string) => `evidence/${sha256}`,
  clue: (sha256: string) => `clues/${sha256}.json`,
  appeal: (id: string) => `appeals/${id}/statement.json`,
  appealSignature: (id: string) => `appeals/${id}/statement.p7s`,
  proof: (id: string, sha256: string) => `appeals/${id}/proofs/${sha256}`,
  appealDecision: (id: string, n: number) => `appeals/${id}/decision-${n}.json`,
  appealDecisionSignature: (id: string, n: number) => `appeals/${id}/decision-${n}.p7s`,
} as const;
