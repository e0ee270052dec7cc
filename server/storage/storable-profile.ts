import type { NewPerson, ProfileChange } from './storage.ts'
import { storableText } from './stored-event.ts'

export function storablePerson(person: NewPerson): NewPerson {
  const { name, foldedName, displayName } = person
  return {
    ...person,
    name: storableText(name),
    foldedName: storableText(foldedName),
    displayName: storableText(displayName),
  }
}

export function storableChange(change: ProfileChange): ProfileChange {
  const { displayName } = change
  return displayName === undefined ? change : { ...change, displayName: storableText(displayName) }
}
