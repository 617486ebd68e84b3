export { EmailProof, type Purpose } from './email-proof.ts';
export { passwordRules } from './password-rules.ts';
export { askRegistration, register, type Registration } from './register.ts';
export { resetPassword } from './reset-password.ts';
