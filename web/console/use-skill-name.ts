import { useTranslation } from 'react-i18next'
import { consoleEn } from './text/en.ts'

type Skill = keyof typeof consoleEn.skill

/** The name of a queue's skill; one that a lead made up is shown as it was written. */
export function useSkillName(): (skill: string) => string {
  const { t } = useTranslation('console')
  return (skill) => (skill in consoleEn.skill ? t(`skill.${skill as Skill}`) : skill)
}
