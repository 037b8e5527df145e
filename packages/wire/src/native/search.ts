import { Type } from 'typebox';
import { filterText } from '../fields.ts';

/** Of the native lists that people search. An empty text is no search. */
export const searchField = {
  search: Type.Optional({ ...filterText, description: 'what a name contains or an id begins with, whatever the case of letters' }),
};

export const searchOf = ({ search = '' }: { readonly search?: string }): { readonly search?: string } => (search === '' ? {} : { search });
