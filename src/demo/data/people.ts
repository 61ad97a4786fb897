import { type Culture } from './offices.js';

/** Names of a culture; `Latin|native` where the people write their names in another script too. */
interface Names {
  readonly family: readonly string[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  /** How a full name is put together; defaults to Western order. */
  readonly familyFirst?: boolean;
  /** Written in the native script: without a space between the names. */
  readonly joined?: boolean;
  /** First names for business that many add to their own. */
  readonly also?: { readonly women: readonly string[]; readonly men: readonly string[] };
  /** Women's form of a family name. */
  readonly feminine?: (family: string) => string;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const BUSINESS = {
  women: words('Amy Carmen Fiona Grace Iris Janet Karen Mandy Queenie Rebecca Sandra Vivian Yvonne Cherry Winnie'),
  men: words('Alan Benny Calvin Dennis Edmund Felix Gary Henry Ivan Jacky Kelvin Leo Raymond Simon Terence Wilson'),
};

const EN = {
  women: words(
    'Alice Beth Charlotte Diana Eleanor Frances Georgina Hannah Imogen Joanna Katherine Lucy Margaret Naomi Olivia Philippa Rachel Sophie Tessa Victoria',
  ),
  men: words(
    'Adam Benjamin Christopher Daniel Edward Frederick Graham Henry Ian James Keith Laurence Matthew Neil Oliver Peter Robert Simon Thomas William',
  ),
};

const english: Names = {
  family: words(
    'Ashdown Barlow Carrick Denholm Eastwood Farrell Garside Hadley Ingram Jessop Kendrick Langley Marsden Norwood Oakley Pemberton Radcliffe Shawcross Thackeray Underhill Vickers Whitlock Yardley',
  ),
  ...EN,
};

const mainland: Names = {
  family: words(
    'Wang|王 Li|李 Zhang|张 Liu|刘 Chen|陈 Yang|杨 Zhao|赵 Huang|黄 Zhou|周 Wu|吴 Xu|徐 Sun|孙 Ma|马 Zhu|朱 Hu|胡 Guo|郭 He|何 Lin|林 Gao|高 Luo|罗 Zheng|郑 Liang|梁 Xie|谢 Tang|唐 Han|韩 Cao|曹 Deng|邓 Feng|冯 Pan|潘 Xiao|肖',
  ),
  women: words(
    'Xiaomin|晓敏 Lihua|丽华 Meng|萌 Jing|静 Yanling|艳玲 Xue|雪 Huifang|慧芳 Jiaqi|佳琪 Yuting|雨婷 Shanshan|珊珊 Xiuying|秀英 Wenjing|文静 Lan|兰 Qian|倩 Ruoxi|若曦 Yue|悦 Dan|丹 Xinyi|欣怡',
  ),
  men: words(
    'Wei|伟 Jianguo|建国 Haoran|浩然 Zhiqiang|志强 Ming|明 Jun|军 Lei|磊 Yifan|一凡 Peng|鹏 Guodong|国栋 Zihao|子豪 Tao|涛 Bo|博 Yong|勇 Chao|超 Wenbin|文斌 Hongwei|宏伟 Sheng|胜 Kai|凯 Zeyu|泽宇',
  ),
  familyFirst: true,
  joined: true,
};

const CULTURES: Readonly<Record<Culture, Names>> = {
  english,
  irish: {
    family: words(
      "Brennan Cullinane Devlin Fallon Gallagher Hegarty Keane Lafferty McGrath Nolan O'Shea Quigley Tierney",
    ),
    women: words('Aoife Bríd Ciara Deirdre Eimear Fionnuala Gráinne Maeve Niamh Orla Róisín Sinéad'),
    men: words('Aidan Brendan Cormac Declan Eoin Fergus Kieran Lorcan Niall Oisín Ronan Tadhg'),
  },
  french: {
    family: words(
      'Aubertin Beaufils Charpentier Delorme Estève Fournel Girardin Lacombe Marchal Perrot Rousselle Vasseur',
    ),
    women: words('Amélie Camille Delphine Élodie Hélène Isabelle Juliette Manon Noémie Solène Valérie'),
    men: words('Antoine Bastien Cédric Étienne Guillaume Hugo Julien Laurent Mathieu Olivier Romain Thibault'),
  },
  german: {
    family: words(
      'Altmann Brandl Dressler Eichhorn Falkner Grünwald Hartwig Kessler Lindner Möller Rauch Schütte Vogel Weidner',
    ),
    women: words('Anke Birgit Claudia Dörte Franziska Heike Johanna Katrin Lena Miriam Silke Ulrike'),
    men: words('Andreas Bernd Christoph Dirk Florian Henning Jens Lars Markus Rainer Stefan Torsten'),
  },
  dutch: {
    family: [
      'Van den Akker',
      'Bakhuis',
      'De Graaf',
      'Hoekstra',
      'Kuipers',
      'Meijer',
      'Postma',
      'Schouten',
      'Visser',
      'Zijlstra',
    ],
    women: words('Anouk Femke Ilse Lotte Marijke Nienke Saskia Wilma'),
    men: words('Bas Dirk Gijs Hendrik Joost Maarten Pieter Ruben Sander Wouter'),
  },
  spanish: {
    family: [
      'Abascal Rey',
      'Barrios León',
      'Cano Vidal',
      'Delgado Prats',
      'Ferrer Solís',
      'Lozano Gil',
      'Mora Ibáñez',
      'Pastor Rivas',
      'Quiroga Sanz',
      'Valverde Cruz',
    ],
    women: words('Alba Beatriz Carmen Elena Inés Lucía Marta Nuria Pilar Rocío Teresa'),
    men: words('Álvaro Carlos Diego Enrique Gonzalo Javier Luis Manuel Pablo Rafael Sergio'),
  },
  italian: {
    family: words(
      'Ambrosetti Bellucci Cattaneo Donati Ferraris Gallo Lombardi Marchetti Pellegrini Rinaldi Santoro Vitale',
    ),
    women: words('Alessia Bianca Chiara Elisa Federica Giulia Martina Paola Silvia Valentina'),
    men: words('Andrea Carlo Davide Emanuele Fabio Giorgio Lorenzo Matteo Paolo Stefano'),
  },
  polish: {
    family: words('Adamski Borkowski Czarnecki Dudziński Górski Jaworski Kamiński Lipiński Malicki Sobański Zawadzki'),
    women: words('Agnieszka Barbara Dorota Ewa Joanna Katarzyna Magdalena Monika Renata Zofia'),
    men: words('Adam Bartosz Dariusz Grzegorz Jacek Krzysztof Marcin Paweł Tomasz Wojciech'),
    feminine: (family) => family.replace(/ki$/, 'ka'),
  },
  nordic: {
    family: words('Ahlberg Bergström Dahlin Ekman Fransson Hedlund Lindqvist Nyström Sandell Westerlund Åkesson'),
    women: words('Annika Birgitta Ebba Frida Ingrid Karin Linnea Maja Sofia Ylva'),
    men: words('Anders Björn Erik Fredrik Gustav Henrik Johan Magnus Oskar Viktor'),
  },
  arabic: {
    family: words(
      'Al-Rumaihi|الرميحي Al-Dosari|الدوسري Haddad|حداد Mansour|منصور Khalil|خليل Al-Suwaidi|السويدي Nasser|ناصر Al-Qahtani|القحطاني Farouk|فاروق Darwish|درويش',
    ),
    women: words('Amal|أمل Dina|دينا Fatima|فاطمة Hala|هالة Layla|ليلى Mariam|مريم Noura|نورة Rania|رانيا Salma|سلمى'),
    men: words(
      'Ahmed|أحمد Bilal|بلال Faisal|فيصل Hassan|حسن Khalid|خالد Omar|عمر Rashid|راشد Tariq|طارق Yusuf|يوسف Ziad|زياد',
    ),
  },
  'southern-african': {
    family: words('Botha Dlamini Khumalo Mabaso Mokoena Naidoo Nkosi Pillay Sithole Steyn Venter Zulu'),
    women: words('Anele Ayanda Busisiwe Lerato Lindiwe Naledi Nomsa Priya Thandeka Zanele'),
    men: words('Bongani Deon Jabu Kagiso Lwazi Pieter Sipho Tebogo Themba Vusi'),
  },
  'east-african': {
    family: words('Achieng Barasa Chebet Gathogo Kamau Kiprono Mutua Mwangi Ndungu Njoroge Odhiambo Wafula'),
    women: words('Akinyi Esther Faith Grace Mercy Nyambura Purity Wairimu Wanjiku Zawadi'),
    men: words('Brian Collins Dennis Ezekiel Kevin Kiptoo Musyoka Otieno Peter Samuel'),
  },
  'west-african': {
    family: words('Abiodun Adeleke Bello Chukwu Danladi Eze Ibekwe Nwosu Ogunleye Okafor Suleiman Umeh'),
    women: words('Adaeze Amina Bisi Chioma Folake Halima Ifeoma Ngozi Temitope Zainab'),
    men: words('Babatunde Chinedu Emeka Femi Ibrahim Kunle Musa Obinna Segun Tunde'),
  },
  mainland,
  singapore: {
    family: words('Tan|陈 Lim|林 Lee|李 Ng|黄 Ong|王 Goh|吴 Chua|蔡 Koh|许 Teo|张 Yeo|杨 Chia|谢 Ho|何 Toh|卓 Sim|沈'),
    women: words(
      'Hui-Min|慧敏 Jia-Yi|佳怡 Li-Ling|丽玲 Mei-Fen|美芬 Shu-Ting|淑婷 Wan-Ting|婉婷 Xin-Yi|欣怡 Yan-Ling|燕玲',
    ),
    men: words(
      'Boon-Keng|文庆 Chee-Wai|志伟 Jun-Wei|俊伟 Kok-Leong|国良 Ming-Jie|明杰 Seng-Huat|成发 Wei-Jie|伟杰 Yong-Sheng|永盛',
    ),
    familyFirst: true,
    joined: true,
    also: BUSINESS,
  },
  hongkong: {
    family: words(
      'Chan|陳 Wong|黃 Lee|李 Cheung|張 Lau|劉 Ho|何 Leung|梁 Ng|吳 Yip|葉 Tsang|曾 Lam|林 Kwok|郭 Tang|鄧 Fung|馮 Mak|麥 Chow|周 Hui|許 Poon|潘 Yeung|楊 Kwan|關 Tam|譚 Chiu|趙',
    ),
    women: words(
      'Siu-ling|小玲 Mei-yee|美儀 Wing-yan|詠欣 Pui-shan|佩珊 Hoi-ting|凱婷 Lok-yi|樂怡 Sze-wan|思韻 Yuk-lan|玉蘭 Ka-yan|嘉欣 Wai-ching|慧貞 Tsz-ching|子晴',
    ),
    men: words(
      'Ka-ming|家明 Wai-man|偉文 Chi-keung|志強 Kwok-hung|國雄 Tsz-ho|子豪 Man-kit|文傑 Chun-hei|俊熙 Kin-wah|建華 Siu-fai|少輝 Chi-wai|志偉 Ho-yin|浩賢 Yat-long|逸朗',
    ),
    familyFirst: true,
    joined: true,
    also: BUSINESS,
  },
  taiwan: {
    family: words(
      'Chen|陳 Lin|林 Huang|黃 Chang|張 Lee|李 Wang|王 Wu|吳 Liu|劉 Tsai|蔡 Yang|楊 Hsu|許 Cheng|鄭 Hsieh|謝 Kuo|郭',
    ),
    women: words(
      'Ya-ting|雅婷 Shu-fen|淑芬 Yi-chun|怡君 Chia-ling|佳玲 Hui-ju|惠如 Pei-shan|佩珊 Wan-ju|婉如 Hsin-yi|欣怡',
    ),
    men: words(
      'Chih-ming|志明 Chun-chieh|俊傑 Chien-hung|建宏 Tsung-han|宗翰 Cheng-en|承恩 Kuan-yu|冠宇 Po-han|柏翰 Wei-ting|威廷',
    ),
    familyFirst: true,
    joined: true,
  },
  malay: {
    family: words('Abdullah Hamzah Ismail Kadir Mahmud Osman Rahim Salleh Tan Wong Yusof Zakaria'),
    women: words('Aisyah Farah Hazlina Izzati Nadia Norliza Rohana Siti Suraya Zarina'),
    men: words('Azlan Faizal Hafiz Iskandar Khairul Mohd-Amin Nizam Rosli Shahril Zulkifli'),
  },
  thai: {
    family: words(
      'Chaiyaporn|ชัยพร Jantarat|จันทร์รัตน์ Kittisak|กิตติศักดิ์ Phongphan|พงษ์พันธ์ Rattanakul|รัตนกุล Sirisuk|ศิริสุข Thongchai|ธงชัย Wattana|วัฒนา',
    ),
    women: words('Anong|อนงค์ Kanya|กัญญา Malee|มาลี Nittaya|นิตยา Pensri|เพ็ญศรี Suda|สุดา'),
    men: words('Anan|อนันต์ Chai|ชัย Kiet|เกียรติ Nattapong|ณัฐพงษ์ Prasit|ประสิทธิ์ Somchai|สมชาย'),
  },
  vietnamese: {
    family: words('Nguyễn Trần Lê Phạm Hoàng Võ Đặng Bùi Đỗ Hồ'),
    women: ['Thị Hương', 'Thanh Mai', 'Ngọc Lan', 'Thu Hà', 'Bích Ngọc', 'Kim Chi', 'Minh Anh', 'Phương Thảo'],
    men: ['Văn Hùng', 'Đức Minh', 'Quang Huy', 'Tuấn Anh', 'Hoàng Long', 'Minh Khôi', 'Quốc Bảo', 'Thành Đạt'],
    familyFirst: true,
  },
  japanese: {
    family: words(
      'Arai|新井 Endo|遠藤 Fujita|藤田 Hayashi|林 Imai|今井 Kaneko|金子 Matsuda|松田 Nomura|野村 Okada|岡田 Sakai|酒井 Uchida|内田 Yokoyama|横山',
    ),
    women: words('Akiko|明子 Chihiro|千尋 Emi|恵美 Haruka|遥 Kaori|香織 Mayumi|真由美 Naoko|直子 Yuki|由紀'),
    men: words('Daisuke|大輔 Hiroshi|浩 Kazuya|和也 Kenji|健二 Makoto|誠 Shota|翔太 Takashi|隆 Yusuke|祐介'),
    joined: true,
  },
  korean: {
    family: words('Bae|배 Cho|조 Han|한 Hwang|황 Jeong|정 Kang|강 Kwon|권 Lim|임 Oh|오 Seo|서 Shin|신 Yoo|유'),
    women: words('Eun-ji|은지 Hye-jin|혜진 Ji-woo|지우 Min-ju|민주 So-yeon|소연 Soo-jin|수진 Yu-na|유나'),
    men: words('Dong-hyun|동현 Hyun-woo|현우 Jae-won|재원 Jun-ho|준호 Min-seok|민석 Sang-min|상민 Seung-hwan|승환'),
    familyFirst: true,
    joined: true,
  },
  indian: {
    family: words('Acharya Banerjee Chaudhary Deshmukh Iyer Joshi Kulkarni Menon Nair Patil Rao Sethi Trivedi Varma'),
    women: words('Ananya Deepa Gauri Kavita Lakshmi Meera Nandini Pooja Shreya Sunita Vidya'),
    men: words('Aditya Arjun Deepak Gaurav Harish Manoj Nikhil Prakash Rohit Sanjay Vikram'),
  },
};

export interface PersonName {
  readonly name: string;
  readonly nameNative: string | null;
  /** For e-mail addresses: small ASCII letters and dots. */
  readonly slug: string;
}

const halves = (text: string): [string, string | undefined] => {
  const [latin = '', native] = text.split('|');
  return [latin, native];
};

/** Small ASCII letters, digits and single hyphens or dots of a text. */
export function slugOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f']/g, '')
    .replace(/[Đđ]/g, 'd')
    .replace(/[Łł]/g, 'l')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

interface Picks {
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
}

/** A made-up name. */
export function personName(random: Picks, culture: Culture): PersonName {
  const { family, women, men, familyFirst, joined, also, feminine } = CULTURES[culture];
  const female = random.chance(0.48);
  const [familyName, familyNative] = halves(random.pick(family));
  const [given, givenNative] = halves(random.pick(female ? women : men));
  const last = female && feminine ? feminine(familyName) : familyName;
  const business = also && random.chance(0.7) ? random.pick(female ? also.women : also.men) : undefined;
  const full = familyFirst ? `${last} ${given}` : `${given} ${last}`;
  const nativeFirst = (familyFirst ?? false) || joined === true;
  const native =
    familyNative && givenNative
      ? nativeFirst
        ? `${familyNative}${joined ? '' : ' '}${givenNative}`
        : `${givenNative} ${familyNative}`
      : null;
  return {
    name: business ? `${business} ${full}` : full,
    nameNative: native,
    slug: `${slugOf(business ?? given)}.${slugOf(last)}`,
  };
}

/** Family names of a culture in Latin letters, for firms that carry those of their founders. */
export function familyNames(culture: Culture): readonly string[] {
  return CULTURES[culture].family.map((name) => halves(name)[0]);
}
