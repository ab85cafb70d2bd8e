import { Alert, Button, Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DemoCustomer } from '../../commerce/contract.ts'
import { Face } from '../ui/face.tsx'
import { failureText } from '../ui/failure-text.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './account-menu.module.css'
import type { Shopper } from './shopper.ts'

export interface AccountMenuProps {
  customers: DemoCustomer[]
  shopper: Shopper
  onSignIn(customerId: string): Promise<void>
  onSignOut(): void
}

/** Guest by default; a demo customer on choice. */
export function AccountMenu({ customers, shopper, onSignIn, onSignOut }: AccountMenuProps) {
  const { t } = useTranslation('shop')
  const { t: tUi } = useTranslation('ui')
  const [failure, setFailure] = useState<string | null>(null)
  const name = shopper.kind === 'guest' ? t('guest') : shopper.name
  const choose = (id: string) => {
    setFailure(null)
    onSignIn(id).catch((error: unknown) => setFailure(failureText(error, tUi)))
  }
  if (customers.length === 0) return null
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant="subtle" color="gray" c="inherit" px={8} leftSection={shopper.kind === 'guest' ? <Icon name="person" /> : <Face id={shopper.id} name={name} size={24} />} rightSection={<span className={styles.who}><Icon name="down" size={14} /></span>}>
            <span className="visually-hidden">{t('account')}: </span><span className={styles.who}>{name}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('playAs')}</Menu.Label>
          {customers.map((customer) => (
            <Menu.Item key={customer.id} leftSection={<Face id={customer.id} name={customer.name} size={26} />} rightSection={shopper.kind === 'customer' && shopper.id === customer.id ? <Icon name="check" /> : null} onClick={() => choose(customer.id)}>
              {customer.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="person" />} rightSection={shopper.kind === 'guest' ? <Icon name="check" /> : null} onClick={onSignOut}>{t('stayGuest')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {failure && (
        <Alert className={styles.failure} color="red" variant="white" withCloseButton closeButtonLabel={tUi('close')} onClose={() => setFailure(null)} title={t('signInFailed')} role="alert">{failure}</Alert>
      )}
    </>
  )
}
