/** An article of law as screens quote it. The Chinese text rules; the English is a reading aid. */
export interface Article {
  readonly name: string;
  readonly nameEn: string;
  readonly text: string;
  readonly textEn: string;
}

/** Articles by the short names of the domain: A Bidding Law, B Implementing Regulations, C Electronic Bidding, CC Civil Code. */
export const articles = {
  A19: {
    name: '招标投标法第十九条',
    nameEn: 'Bidding Law, art. 19',
    text: '招标人应当根据招标项目的特点和需要编制招标文件。',
    textEn: 'The tenderer prepares tender documents that fit the project.',
  },
  A24: {
    name: '招标投标法第二十四条',
    nameEn: 'Bidding Law, art. 24',
    text: '自招标文件开始发出之日起至投标人提交投标文件截止之日止，最短不得少于二十日。',
    textEn: 'From the day documents are issued to the day bids are due: at least twenty days.',
  },
  A34: {
    name: '招标投标法第三十四条',
    nameEn: 'Bidding Law, art. 34',
    text: '开标应当在招标文件确定的提交投标文件截止时间的同一时间公开进行。',
    textEn: 'Bids are opened in public at the very time at which they are due.',
  },
  A37: {
    name: '招标投标法第三十七条',
    nameEn: 'Bidding Law, art. 37',
    text: '评标委员会由招标人的代表和有关技术、经济等方面的专家组成，成员人数为五人以上单数，其中技术、经济等方面的专家不得少于成员总数的三分之二。',
    textEn: 'The committee is odd, five or more, and at least two thirds of it are experts.',
  },
  A40: {
    name: '招标投标法第四十条',
    nameEn: 'Bidding Law, art. 40',
    text: '评标委员会应当按照招标文件确定的评标标准和方法，对投标文件进行评审和比较；设有标底的，应当参考标底。',
    textEn: 'Bids are evaluated by the standards and methods fixed in the documents.',
  },
  B16: {
    name: '招标投标法实施条例第十六条',
    nameEn: 'Implementing Regulations, art. 16',
    text: '资格预审文件或者招标文件的发售期不得少于5日。',
    textEn: 'Documents are on offer for at least five days.',
  },
  B20: {
    name: '招标投标法实施条例第二十条',
    nameEn: 'Implementing Regulations, art. 20',
    text: '招标人采用资格后审办法对投标人进行资格审查的，应当在开标后由评标委员会按照招标文件规定的标准和方法对投标人的资格进行审查。',
    textEn:
      'Post-qualification: after the opening the committee reviews by the announced standards.',
  },
  B21: {
    name: '招标投标法实施条例第二十一条',
    nameEn: 'Implementing Regulations, art. 21',
    text: '澄清或者修改的内容可能影响投标文件编制的，招标人应当在投标截止时间至少15日前，以书面形式通知所有获取招标文件的潜在投标人；不足15日的，招标人应当顺延提交投标文件的截止时间。',
    textEn:
      'A change that affects bids comes fifteen days before the deadline, or the deadline moves.',
  },
  B22: {
    name: '招标投标法实施条例第二十二条',
    nameEn: 'Implementing Regulations, art. 22',
    text: '对招标文件有异议的，应当在投标截止时间10日前提出。招标人应当自收到异议之日起3日内作出答复；作出答复前，应当暂停招标投标活动。',
    textEn: 'Objections to documents come ten days before the deadline and are answered in three.',
  },
  B25: {
    name: '招标投标法实施条例第二十五条',
    nameEn: 'Implementing Regulations, art. 25',
    text: '招标人应当在招标文件中载明投标有效期。投标有效期从提交投标文件的截止之日起算。',
    textEn: 'The documents state how long a bid binds, counted from the day bids are due.',
  },
  B26: {
    name: '招标投标法实施条例第二十六条',
    nameEn: 'Implementing Regulations, art. 26',
    text: '招标人在招标文件中要求投标人提交投标保证金的，投标保证金不得超过招标项目估算价的2%。投标保证金有效期应当与投标有效期一致。',
    textEn: 'A bid bond is at most 2 % of the estimate and valid as long as the bid.',
  },
  B35: {
    name: '招标投标法实施条例第三十五条',
    nameEn: 'Implementing Regulations, art. 35',
    text: '投标人撤回已提交的投标文件，招标人已收取投标保证金的，应当自收到投标人书面撤回通知之日起5日内退还。投标截止后投标人撤销投标文件的，招标人可以不退还投标保证金。',
    textEn:
      'A bond is returned within five days of a withdrawal; after the deadline it may be kept.',
  },
  B27: {
    name: '招标投标法实施条例第二十七条',
    nameEn: 'Implementing Regulations, art. 27',
    text: '招标人设有最高投标限价的，应当在招标文件中明确最高投标限价或者最高投标限价的计算方法。招标人不得规定最低投标限价。',
    textEn: 'A ceiling is stated in the documents; a minimum price is forbidden.',
  },
  B31: {
    name: '招标投标法实施条例第三十一条',
    nameEn: 'Implementing Regulations, art. 31',
    text: '招标人终止招标的，应当及时发布公告，或者以书面形式通知被邀请的或者已经获取资格预审文件、招标文件的潜在投标人。',
    textEn: 'A tenderer that ends a tender makes it public at once.',
  },
  B44: {
    name: '招标投标法实施条例第四十四条',
    nameEn: 'Implementing Regulations, art. 44',
    text: '投标人少于3个的，不得开标；招标人应当重新招标。',
    textEn: 'With fewer than three bidders nothing is opened and the tender is held again.',
  },
  B49: {
    name: '招标投标法实施条例第四十九条',
    nameEn: 'Implementing Regulations, art. 49',
    text: '招标文件没有规定的评标标准和方法不得作为评标的依据。',
    textEn: 'What the documents do not state is no basis for evaluation.',
  },
  B53: {
    name: '招标投标法实施条例第五十三条',
    nameEn: 'Implementing Regulations, art. 53',
    text: '中标候选人应当不超过3个，并标明排序。',
    textEn: 'Candidates are at most three, and ranked.',
  },
  B57: {
    name: '招标投标法实施条例第五十七条',
    nameEn: 'Implementing Regulations, art. 57',
    text: '招标人最迟应当在书面合同签订后5日内向中标人和未中标的投标人退还投标保证金及银行同期存款利息。',
    textEn: 'Bid bonds are returned, with interest, within five days of the contract.',
  },
  B58: {
    name: '招标投标法实施条例第五十八条',
    nameEn: 'Implementing Regulations, art. 58',
    text: '招标文件要求中标人提交履约保证金的，中标人应当按照招标文件的要求提交。履约保证金不得超过中标合同金额的10%。',
    textEn: 'A performance bond is at most 10 % of the contract amount.',
  },
  C26: {
    name: '电子招标投标办法第二十六条',
    nameEn: 'Electronic Bidding Measures, art. 26',
    text: '投标人未按规定加密的投标文件，电子招标投标交易平台应当拒收并提示。',
    textEn: 'A bid that is not encrypted is refused, with the reason.',
  },
  C30: {
    name: '电子招标投标办法第三十条',
    nameEn: 'Electronic Bidding Measures, art. 30',
    text: '开标时，电子招标投标交易平台自动提取所有投标文件，提示招标人和投标人按招标文件规定方式按时在线解密。',
    textEn:
      'At the opening all bids are extracted and decrypted online in the way and time announced.',
  },
  CC203: {
    name: '民法典第二百零三条',
    nameEn: 'Civil Code, art. 203',
    text: '期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。',
    textEn: 'A period whose last day is a day of rest ends on the day after the rest.',
  },
} as const satisfies Record<string, Article>;

export type ArticleId = keyof typeof articles;
