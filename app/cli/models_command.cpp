#include "app/cli/models_command.h"

#include "app/built_in.h"
#include "app/cli/exit_code.h"
#include "app/cli/model_table.h"
#include "app/cli/terminal_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace understudy::cli {

ModelsCommand::ModelsCommand(ModelsOptions options, ProviderAddress address, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_ask(std::move(address), m_options.ask)
{
    connect(&m_ask, &AskProvider::answered, this, &ModelsCommand::onAnswer);
    connect(&m_ask, &AskProvider::keyMissing, this, [this] { Q_EMIT finished(kEnvironment); });
}

void ModelsCommand::onAnswer(const ModelAnswer& answer)
{
    if (answer.kind == ModelAnswerKind::List) {
        print(answer);
        Q_EMIT finished(kDone);
        return;
    }
    const std::string status = answer.status == 0 ? "" : fmt::format(" (HTTP {})", answer.status);
    const bool isRefused = answer.kind == ModelAnswerKind::Refused;
    fmt::print(stderr, "understudy-cli: {} gave no list of models{}: {}{}\n", m_options.refresh,
               status, onOneLine(answer.message),
               isRefused ? "; check its key with: understudy-cli keys test " + m_options.refresh
                         : std::string());
    Q_EMIT finished(kEnvironment);
}

void ModelsCommand::print(const ModelAnswer& answer) const
{
    const Catalogue catalogue = builtInCatalogue();
    auto models = servedModels(catalogue, m_options.refresh, answer.models);
    std::erase_if(models, [&](const CatalogueModel& model) {
        return model.model.find(m_options.filter) == std::string::npos;
    });
    const bool isJson = m_options.format == OutputFormat::Json;
    fmt::print("{}",
               isJson ? modelJson(models, catalogue.date()) : modelTable(models, catalogue.date()));
    for (const CatalogueModel& known : chosenModels(catalogue, m_options.refresh, "")) {
        const bool isServed = std::ranges::find(answer.models, known.model) != answer.models.end();
        if (!isServed && known.model != "*") {
            fmt::print(stderr, "note: {} is in the catalogue, but {} does not serve it now\n",
                       known.model, m_options.refresh);
        }
    }
}

} // namespace understudy::cli
