"""What people type about draws. Forms say what is missing; whether something may happen, the services say."""

from mingcha.draws.forms.external import (
    ExplanationForm,
    ExternalForm,
    ExternalReasonForm,
    ScansField,
    SeveralFiles,
    WithdrawalForm,
)
from mingcha.draws.forms.papers import (
    CloseForm,
    NumberReasonForm,
    PaperForm,
    PaperScanForm,
)
from mingcha.draws.forms.public import (
    PublicKeysForm,
)
from mingcha.draws.forms.recordings import (
    ChunkForm,
    RecordingForm,
    RecordingReasonForm,
    StartForm,
)
from mingcha.draws.forms.sittings import (
    AnnulmentForm,
    CorrectionForm,
    DisclosureForm,
    MomentField,
    PersonField,
    RehearsalForm,
    SittingForm,
    TermsForm,
    ThrowForm,
    WitnessForm,
)

__all__ = [
    "AnnulmentForm",
    "ChunkForm",
    "CloseForm",
    "CorrectionForm",
    "DisclosureForm",
    "ExplanationForm",
    "ExternalForm",
    "ExternalReasonForm",
    "MomentField",
    "NumberReasonForm",
    "PaperForm",
    "PaperScanForm",
    "PersonField",
    "PublicKeysForm",
    "RecordingForm",
    "RecordingReasonForm",
    "RehearsalForm",
    "ScansField",
    "SeveralFiles",
    "SittingForm",
    "StartForm",
    "TermsForm",
    "ThrowForm",
    "WithdrawalForm",
    "WitnessForm",
]
