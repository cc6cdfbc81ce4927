/** How an address travels from one field to another. */
const TYPE = 'application/x-mailwright-address'

export function startAddressDrag(data: DataTransfer, address: string): void {
  data.effectAllowed = 'move'
  data.setData(TYPE, address)
  data.setData('text/plain', address)
}

export function isAddressDrag(data: DataTransfer): boolean {
  return data.types.includes(TYPE)
}

export function draggedAddress(data: DataTransfer): string {
  return data.getData(TYPE)
}
