from django.db import connection


def database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
