#include "app/secrets/secret_service_state.h"

#include <QTimer>

#include <utility>

namespace understudy {

void askSecretServiceState(QObject* context, std::function<void(SecretServiceState)> answer)
{
    QTimer::singleShot(0, context,
                       [answer = std::move(answer)] { answer(SecretServiceState::NotAsked); });
}

} // namespace understudy
