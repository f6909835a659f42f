from django.urls import path

from wayfellow.journeys.views import (
    desk,
    glass,
    handing_over,
    opened,
    own,
    people,
    referrals,
    road,
    self_asking,
    striking,
    two,
)

app_name = "journeys"
urlpatterns = [
    # referral and choice
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/new/<int:pk>/", referrals.refer, name="refer"),
    path("referrals/<uuid:pk>/", referrals.referral, name="referral"),
    path("referrals/<uuid:pk>/choice/", referrals.record_choice, name="record_choice"),
    path("my/choice/<uuid:pk>/", referrals.choose, name="choose"),
    path("my/written/<uuid:pk>/", own.recorded, name="recorded"),
    # end of referral and choice
    # asking for it oneself
    path("my/ask/<uuid:pk>/", self_asking.ask_for_support, name="ask_for_support"),
    path("ask/mine/<str:token>/road/", self_asking.asked_road, name="asked_road"),
    path("desk/first-steps/<uuid:pk>/journey/", self_asking.begin_journey, name="begin_journey"),
    # end of asking for it oneself
    # the road
    path("journeys/<uuid:pk>/", road.journey, name="journey"),
    path("journeys/<uuid:pk>/sheet/", road.sheet, name="sheet"),
    path("journeys/<uuid:pk>/accept/", road.accept_offer, name="accept_offer"),
    path("journeys/<uuid:pk>/decline/", road.decline_offer, name="decline_offer"),
    path("journeys/<uuid:pk>/agreement/", road.agreement, name="agreement"),
    path("journeys/<uuid:pk>/agreement/write/", road.write_agreement, name="write_agreement"),
    path("journeys/<uuid:pk>/agreement/accept/", road.accept_agreement, name="accept_agreement"),
    path("journeys/<uuid:pk>/agreement/accept-together/", road.accept_together, name="accept_together"),
    path("journeys/<uuid:pk>/plan/", road.plan, name="plan"),
    path("journeys/<uuid:pk>/log/", road.log, name="log"),
    path("journeys/<uuid:pk>/talk/", road.talk, name="talk"),
    path("journeys/<uuid:pk>/go-on/", road.go_on, name="go_on"),
    path("journeys/<uuid:pk>/two-of-us/", two.two, name="two"),
    path("journeys/<uuid:pk>/two-of-us/answer/", two.answer_two, name="answer_two"),
    path("journeys/<uuid:pk>/connections/", road.connections, name="connections"),
    path("accompaniments/<uuid:pk>/", road.accompaniment, name="accompaniment"),
    path("accompaniments/<uuid:pk>/hold/", road.hold, name="hold"),
    path("accompaniments/<uuid:pk>/settle/", road.settle, name="settle"),
    path("accompaniments/<uuid:pk>/add/", road.add_to_note, name="add_to_note"),
    path("accompaniments/<uuid:pk>/dispute/", road.dispute_note, name="dispute_note"),
    # end of the road
    # the coordinator’s desk
    path("desk/journeys/<uuid:pk>/", desk.desk_journey, name="desk_journey"),
    path("desk/journeys/<uuid:pk>/offer/", desk.offer, name="offer"),
    path("desk/journeys/<uuid:pk>/explain/", desk.ask_to_explain, name="ask_to_explain"),
    path("desk/journeys/<uuid:pk>/nod/", desk.nod, name="nod"),
    path("desk/people/<uuid:pk>/reach/", desk.reach, name="reach"),
    path("desk/people/<uuid:pk>/reach/propose/", desk.propose_reach, name="propose_reach"),
    path("reach/<uuid:pk>/", desk.answer_reach, name="proposed_reach"),
    path("journeys/<uuid:pk>/someone-else/", desk.prefer_someone_else, name="prefer_someone_else"),
    path("journeys/<uuid:pk>/change-peer/", desk.change_peer, name="change_peer"),
    path("desk/journeys/<uuid:pk>/referrer/", handing_over.change_referrer, name="change_referrer"),
    path("set-up/members/<int:pk>/end/", handing_over.end_membership, name="end_membership"),
    # end of the coordinator’s desk
    path("journeys/<uuid:pk>/strike/", striking.strike, name="strike"),
    path("strikes/<uuid:pk>/", striking.strike_as_asked, name="strike_as_asked"),
    # breaking the glass
    path("desk/journeys/<uuid:pk>/glass/", glass.break_glass, name="break_glass"),
    path("desk/journeys/<uuid:pk>/behind-glass/", glass.behind_glass, name="behind_glass"),
    path("glass/", glass.glasses, name="glasses"),
    path("glass/<uuid:pk>/", glass.glass, name="glass"),
    path("glass/<uuid:pk>/end/", glass.end_glass, name="end_glass"),
    path("glass/<uuid:pk>/told/", glass.tell_glass, name="tell_glass"),
    path("glass/<uuid:pk>/review/", glass.review_glass, name="review_glass"),
    # end of breaking the glass
    # the person’s own space, and the end of a journey
    path("my/space/<uuid:pk>/digits/", opened.show_digits, name="show_digits"),
    path("people/<uuid:pk>/space/", opened.space, name="space"),
    path("people/<uuid:pk>/space/close/", opened.close_space, name="close_space"),
    path("spaces/<uuid:pk>/confirm/", opened.confirm_space, name="confirm_space"),
    path("my/where/", own.where_i_stand, name="where_i_stand"),
    path("my/people/", people.people, name="people"),
    path("my/people/show/", people.show_people, name="show_people"),
    path("my/notes/", own.notes, name="notes"),
    path("my/notes/find/", own.find_in_notes, name="find_in_notes"),
    path("my/referral/<uuid:pk>/", own.my_referral, name="my_referral"),
    path("journeys/<uuid:pk>/pass-on-notes/", own.pass_on_notes, name="pass_on_notes"),
    path("journeys/<uuid:pk>/closing/", own.closing, name="closing"),
    path("journeys/<uuid:pk>/closing/begin/", own.begin_closing, name="begin_closing"),
    path("journeys/<uuid:pk>/closing/go-on/", own.go_on_after_all, name="go_on_after_all"),
    path("journeys/<uuid:pk>/closing/answers/", own.answer_as_person, name="closing_answers"),
    path("journeys/<uuid:pk>/closing/answers/peer/", own.answer_as_peer, name="closing_answers_as_peer"),
    path("journeys/<uuid:pk>/closing/words/", own.propose_words, name="closing_words"),
    path("journeys/<uuid:pk>/closing/agree-words/", own.agree_words, name="agree_words"),
    path("journeys/<uuid:pk>/closing/close/", own.close, name="close"),
    path("journeys/<uuid:pk>/end/", own.end_unplanned, name="end_unplanned"),
    # end of the person’s own space
]
