export const words = {
  'zh-CN': {
    title: '登录',
    certificate: '用 CA 证书登录',
    certificateHint:
      '招标、投标、评标和签名都用证书。证书和口令不离开这台电脑：平台给一段文字，您的证书签名后再送回。',
    signInWith: '用“{name}”登录',
    password: '用账号和密码登录',
    passwordHint: '管理员和没有证书时使用。连续输错 5 次会暂时锁定。',
    login: '账号',
    secret: '密码',
    signIn: '登录',
    demo: '演示账号',
    demoMark: '仅演示',
    demoHint: '一按即登录。机构、人员和证书都是虚构的；正式部署没有这一栏。',
    filter: '按姓名、单位筛选',
    none: '没有符合“{text}”的账号。清空筛选可看到全部 {n} 个。',
    expired: '请先登录，再继续刚才的页面。',
    more: '显示全部 {n} 人',
  },
  en: {
    title: 'Sign in',
    certificate: 'With a CA certificate',
    certificateHint:
      'Tendering, bidding, evaluation and signatures use it. The key and its passphrase stay on this computer: it signs a text from the platform and sends back the signature.',
    signInWith: 'Sign in as “{name}”',
    password: 'With login and password',
    passwordHint:
      'For administrators, or without a certificate. Five wrong tries lock it for a while.',
    login: 'Login',
    secret: 'Password',
    signIn: 'Sign in',
    demo: 'Demo accounts',
    demoMark: 'demo only',
    demoHint:
      'One click signs in. Organisations, people and certificates are fictional; a real deployment has no such list.',
    filter: 'Filter by name or organisation',
    none: 'Nobody matches “{text}”. Clearing the filter shows all {n}.',
    expired: 'Sign in first, then the page you wanted opens.',
    more: 'Show all {n}',
  },
};
