/** Number formats that a workbook names without writing them out (ECMA-376 part 1, 18.8.30). */
import type { WorkbookLocale } from '../../shared/workbook-locales.ts'
import { SHORT_DATES } from './locales.ts'

const EVERYWHERE: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0_);("$"#,##0)',
  6: '"$"#,##0_);[Red]("$"#,##0)',
  7: '"$"#,##0.00_);("$"#,##0.00)',
  8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  37: '#,##0_);(#,##0)',
  38: '#,##0_);[Red](#,##0)',
  39: '#,##0.00_);(#,##0.00)',
  40: '#,##0.00_);[Red](#,##0.00)',
  41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
  42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
  44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
}

const ERA = '[$-411]ge.m.d'
const LONG_ERA = '[$-411]ggge"年"m"月"d"日"'

/** Only of use in Japanese; 54 and 58 as 51, 55 as 52, 56 as 53, 57 as 50. */
const JAPANESE: Readonly<Record<number, string>> = {
  27: ERA,
  28: LONG_ERA,
  29: LONG_ERA,
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"時"mm"分"',
  33: 'h"時"mm"分"ss"秒"',
  34: 'yyyy"年"m"月"',
  35: 'm"月"d"日"',
  36: ERA,
  50: ERA,
  51: LONG_ERA,
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: LONG_ERA,
  55: 'yyyy"年"m"月"',
  56: 'm"月"d"日"',
  57: ERA,
  58: LONG_ERA,
}

/** `General` for a number that stands for nothing. */
export function builtinFormat(id: number, locale: WorkbookLocale): string {
  const shortDate = SHORT_DATES[locale]
  if (id === 14) return shortDate
  if (id === 22) return `${shortDate} h:mm`
  const isEastAsian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  if (!isEastAsian) return EVERYWHERE[id] ?? 'General'
  if (locale === 'ja') return JAPANESE[id] ?? shortDate
  // Everywhere else they are dates and times of some form.
  return id === 32 ? 'h:mm' : id === 33 ? 'h:mm:ss' : shortDate
}
