import { Button } from '@mantine/core'
import i18next from 'i18next'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { Empty } from './empty.tsx'

interface Props {
  children: ReactNode
}

/** Stands in for a page that failed to draw, with a way out. A class, because React has no other way to catch it. */
export class Broken extends Component<Props, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <Empty title={i18next.t('ui:broken.title')} what={i18next.t('ui:broken.what')}>
        <Button onClick={() => location.reload()}>{i18next.t('ui:broken.reload')}</Button>
      </Empty>
    )
  }
}
