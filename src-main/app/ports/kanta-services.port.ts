import { type DirectReimbursement, type PackVerification } from './counter.port.ts';
import {
  type CertificateDelivery,
  type DisclosureSearch,
  type PurchasedServices,
  type ImagingRepository,
  type PatientDataRepository,
  type PrescriptionCentre,
  type RenewalInbox,
  type RoleService,
  type SocialRepository,
  type WillService,
} from './kanta.port.ts';
import { type WellbeingService } from './wellbeing.port.ts';

/** All that use cases ask of the national services, each by its own port; messages go by the queue and its line. */
export type KantaServices = Readonly<{
  centre: PrescriptionCentre;
  repository: PatientDataRepository;
  wellbeing: WellbeingService;
  wills: WillService;
  social: SocialRepository;
  deliveries: CertificateDelivery;
  disclosure: DisclosureSearch;
  purchased: PurchasedServices;
  imaging: ImagingRepository;
  renewals: RenewalInbox;
  roles: RoleService;
  reimbursement: DirectReimbursement;
  packs: PackVerification;
}>;
