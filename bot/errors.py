"""What can go wrong, one class for each party at fault; every message says what to do."""


class BotError(Exception):
    """A failure with one clear line for the user; `exit_code` follows the command contract."""

    exit_code = 1


class UsageError(BotError):
    """The input or the settings are wrong."""

    exit_code = 2


class KnowledgeError(UsageError):
    """The knowledge folder is missing or a file in it is malformed; names file and line."""


class IndexMissingError(UsageError):
    """There is no index yet where one is needed."""


class IndexStaleError(UsageError):
    """The index was made by another model or format version and must be rebuilt."""


class IndexDamagedError(UsageError):
    """Files of the index cannot be read."""


class NotReadyError(BotError):
    """The index is still being built, or could not be opened."""


class ClosedError(BotError):
    """The operator has switched answering off; the message is the notice that is shown instead."""


class DataFolderError(UsageError):
    """The data folder cannot be used: read-only, or held by another process."""


class StoreError(BotError):
    """The store of answers cannot be read or written."""


class AnswerUnknownError(UsageError):
    """An answer that the store does not hold, or does not hold any more."""


class ModelError(BotError):
    """A model is missing, altered or cannot be loaded, or does not answer; `reason` names the kind for machines."""

    reason = "model_failed"


class ModelTimeoutError(ModelError):
    """A language model did not answer in time."""

    reason = "model_timeout"


class ModelBusyError(ModelError):
    """A language model's service takes no more requests for now."""

    reason = "model_busy"


class ModelUnaskedError(ModelError):
    """A language model was not asked; whoever decided so has logged it, once."""


class ModelRestingError(ModelUnaskedError):
    """A language model that failed several times in a row is left alone for a while."""

    reason = "model_resting"


class BudgetSpentError(ModelUnaskedError):
    """The day's tokens or money for a language model are spent."""

    reason = "model_budget"


class QuestionError(UsageError):
    """A question that cannot be looked up; `key` and `values` name the message to show, in prompts/."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
