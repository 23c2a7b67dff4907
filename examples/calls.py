def replay_a_week(data):
    print("later", data)
