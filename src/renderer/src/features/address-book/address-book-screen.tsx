export function AddressBookScreen() {
  return null
}
