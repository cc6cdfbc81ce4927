import type { mass as en } from '../en/mass.ts'

export const mass: typeof en = {}
