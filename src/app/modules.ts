import { ConsultingModule } from '#modules/consulting';
import { ContactsModule } from '#modules/contacts';
import { CustomersModule } from '#modules/customers';
import { IdentityModule } from '#modules/identity';
import { ImportsModule } from '#modules/imports';
import { MaintenanceModule } from '#modules/maintenance';
import { ManagementModule } from '#modules/management';
import { NotificationsModule } from '#modules/notifications';
import { OperationsModule } from '#modules/operations';
import { PyramidModule } from '#modules/pyramid';
import { ServicesModule } from '#modules/services';
import { SlaModule } from '#modules/sla';
import './traditional.js';

/** What every process knows: rules, storage and façades of all modules. */
export const CORE_MODULES = [
  IdentityModule,
  CustomersModule,
  OperationsModule,
  ContactsModule,
  NotificationsModule,
  ServicesModule,
  PyramidModule,
  SlaModule,
  ConsultingModule,
  ManagementModule,
  MaintenanceModule,
  ImportsModule,
];
