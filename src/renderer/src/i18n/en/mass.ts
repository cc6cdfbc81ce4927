export const mass = {}
