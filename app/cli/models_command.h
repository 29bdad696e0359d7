// The verb models: the catalogue, and with --refresh what a provider serves now.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/ask_provider.h"

#include <QObject>

namespace understudy::cli {

// With --refresh; the catalogue alone needs no network (catalogue_command.h).
class ModelsCommand final : public QObject
{
    Q_OBJECT

public:
    ModelsCommand(ModelsOptions options, ProviderAddress address, QObject* parent = nullptr);

    void start() { m_ask.start(); }

Q_SIGNALS:
    void finished(int exitCode);

private:
    void onAnswer(const ModelAnswer& answer);
    void print(const ModelAnswer& answer) const;

    ModelsOptions m_options;
    AskProvider m_ask;
};

} // namespace understudy::cli
