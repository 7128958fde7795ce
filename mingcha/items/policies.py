"""Who may see, draft, approve and publish the item list."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles, both
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL, READERS
from mingcha.items.models import ItemList, ItemProposal
from mingcha.items.states import ITEM_LIST


def can_view_items(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_draft_items(actor: Actor) -> Decision:
    """Enforcement compiles the list (local plan of 2022 三(一)3: 执法监察股牵头); sections propose."""
    return allow_roles(actor, ENFORCEMENT)


def can_decide_items(actor: Actor) -> Decision:
    """The head approves (local plan of 2022 二(一))."""
    return allow_roles(actor, LEADER)


def can_handle_items(actor: Actor) -> Decision:
    """Send back and publish: the head and who drafts."""
    return allow_roles(actor, LEADER, ENFORCEMENT)


def can_edit_list(actor: Actor, item_list: ItemList) -> Decision:
    return both(can_draft_items(actor), _in_state("edit", item_list))


def can_submit_list(actor: Actor, item_list: ItemList) -> Decision:
    return both(can_draft_items(actor), _in_state("submit", item_list))


def can_approve_list(actor: Actor, item_list: ItemList) -> Decision:
    """A head, never the one who submitted."""
    # Obligation leader-approves-list of docs/law/obligations.yml.
    return both(
        can_decide_items(actor), _in_state("approve", item_list), _not_the_submitter(actor, item_list)
    )


def can_return_list(actor: Actor, item_list: ItemList) -> Decision:
    """The head sends it back; whoever submitted may take it back before the approval."""
    return both(can_handle_items(actor), _in_state("return", item_list))


def can_publish_list(actor: Actor, item_list: ItemList) -> Decision:
    return both(can_handle_items(actor), _in_state("publish", item_list))


def can_print_list(actor: Actor, item_list: ItemList) -> Decision:
    """The paper of what was published."""
    if item_list.published_at is None:
        return Decision(False, f"{item_list}还没有公布，公布后才生成打印稿。")
    return can_handle_items(actor)


def can_keep_powers(actor: Actor) -> Decision:
    """The list of powers is kept by who reviews legality and who compiles the item list."""
    return allow_roles(actor, LEGAL, ENFORCEMENT)


def can_propose_item(actor: Actor) -> Decision:
    """Sections propose what they inspect (local plan of 2022 三(一)3: 各股室全力配合)."""
    return allow_roles(actor, BUSINESS, LEGAL)


def can_answer_proposals(actor: Actor) -> Decision:
    """Whoever compiles the list."""
    return can_draft_items(actor)


def can_withdraw_proposal(actor: Actor, proposal: ItemProposal) -> Decision:
    """Whoever proposed it."""
    if actor.person_id is None or actor.person_id != proposal.proposer:
        return Decision(False, f"这条建议由{proposal.proposed_by}提出，只有本人可以撤回。")
    return Decision(True)


def _in_state(act: str, item_list: ItemList) -> Decision:
    if ITEM_LIST.may(act, item_list.state):
        return Decision(True)
    word, _ = ITEM_LIST.words[item_list.state]
    return Decision(False, f"{item_list}“{word}”，不能{ITEM_LIST.acts[act][0]}。")


def _not_the_submitter(actor: Actor, item_list: ItemList) -> Decision:
    if actor.person_id == item_list.submitter:
        return Decision(False, f"这一版由{item_list.submitted_by}送审，应由另一位局领导审定。")
    return Decision(True)
