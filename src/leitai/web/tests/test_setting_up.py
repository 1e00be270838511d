"""A new version of the package meets a platform that has terms of its own."""

import pytest

from leitai.intake.models import DataSetVersion
from leitai.league.models import SchemeVersion
from leitai.web.setting_up import set_up

pytestmark = pytest.mark.django_db


def test_the_platform_starts_with_other_terms_than_the_package_brings():
    set_up()
    kept = DataSetVersion.objects.get(dataset__code="quarterly_economy")
    DataSetVersion.objects.filter(pk=kept.pk).update(definition=kept.definition | {"due_working_days": 5})
    SchemeVersion.objects.update(sha256="0" * 64)
    set_up()
    assert DataSetVersion.objects.get(pk=kept.pk).definition["due_working_days"] == 5
    assert set(SchemeVersion.objects.values_list("sha256", flat=True)) == {"0" * 64}
