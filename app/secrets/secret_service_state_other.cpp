#include "app/secrets/secret_service_state.h"

namespace understudy {

SecretServiceState secretServiceState() { return SecretServiceState::NotAsked; }

} // namespace understudy
